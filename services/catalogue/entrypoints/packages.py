"""Packages of modules."""

from datetime import timedelta

from contracts.catalogue import package_checks as check_contract
from contracts.catalogue import packages as contract
from contracts.catalogue.attachments import AttachmentUpload
from kernel.rpc import serves
from kernel.timers import every
from services.catalogue.entrypoints.parts import Parts
from services.catalogue.usecases import package_checks, packages


class PackageEntrypoints(Parts):
    """Handed in, checked, pinned, shown."""

    @serves(contract.announce_package)
    def announce_package(self, command: contract.AnnouncePackage) -> AttachmentUpload:
        return packages.announce_package(self.database, self.files, self.caller, command)

    @serves(contract.check_package)
    def check_package(self, command: contract.CheckPackage) -> contract.Package:
        return packages.check_package(self.database, self.files, self.caller, command)

    @serves(check_contract.hand_in_package)
    def hand_in_package(self, command: check_contract.HandInPackage) -> check_contract.PackageCheck:
        return package_checks.hand_in_package(self.database, self.files, self.caller, command)

    @serves(check_contract.read_package_check)
    def read_package_check(self, query: check_contract.ReadPackageCheck) -> check_contract.PackageCheck:
        return package_checks.read_package_check(self.database, self.caller, query)

    @every(timedelta(seconds=1))
    def work_on_packages(self) -> None:
        package_checks.work(self.database, self.files)

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
