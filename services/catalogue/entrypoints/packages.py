"""Packages of modules."""

from contracts.catalogue import packages as contract
from contracts.catalogue.attachments import AttachmentUpload
from kernel.rpc import serves
from services.catalogue.entrypoints.parts import Parts
from services.catalogue.usecases import packages


class PackageEntrypoints(Parts):
    """Handed in, checked, pinned, shown."""

    @serves(contract.announce_package)
    def announce_package(self, command: contract.AnnouncePackage) -> AttachmentUpload:
        return packages.announce_package(self.database, self.files, self.caller, command)

    @serves(contract.check_package)
    def check_package(self, command: contract.CheckPackage) -> contract.Package:
        return packages.check_package(self.database, self.files, self.caller, command)

    @serves(contract.list_packages)
    def list_packages(self, query: contract.ListPackages) -> contract.PackageList:
        return packages.list_packages(self.database, self.caller, query)

    @serves(contract.pin_package)
    def pin_package(self, command: contract.PinPackage) -> contract.Pins:
        return packages.pin_package(self.database, self.caller, command)

    @serves(contract.read_pins)
    def read_pins(self, query: contract.ReadPins) -> contract.Pins:
        return packages.read_pins(self.database, self.caller, query)

    @serves(contract.locate_content)
    def locate_content(self, query: contract.LocateContent) -> contract.ContentPlace:
        return packages.locate_content(self.database, self.files, query)
