"""The stages of an activity after its draft, the editions of its card, and its materials."""

from contracts.catalogue import activities as contract
from contracts.catalogue import attachments as files_contract
from contracts.catalogue import editions as edition_contract
from contracts.catalogue import lifecycle as stage_contract
from contracts.catalogue import materials as material_contract
from kernel.messages import Nothing
from kernel.rpc import serves
from services.catalogue.entrypoints.parts import Parts
from services.catalogue.usecases import editions, lifecycle, materials


class StageEntrypoints(Parts):
    """From the approval to the end."""

    @serves(stage_contract.start_pilot)
    def start_pilot(self, command: contract.MoveActivity) -> contract.Activity:
        return lifecycle.start_pilot(self.database, self.caller, command)

    @serves(stage_contract.publish_activity)
    def publish_activity(self, command: contract.MoveActivity) -> contract.Activity:
        return lifecycle.publish_activity(self.database, self.caller, command)

    @serves(stage_contract.suspend_activity)
    def suspend_activity(self, command: contract.ReturnActivity) -> contract.Activity:
        return lifecycle.suspend_activity(self.database, self.caller, command)

    @serves(stage_contract.resume_activity)
    def resume_activity(self, command: contract.MoveActivity) -> contract.Activity:
        return lifecycle.resume_activity(self.database, self.caller, command)

    @serves(stage_contract.retire_activity)
    def retire_activity(self, command: contract.MoveActivity) -> contract.Activity:
        return lifecycle.retire_activity(self.database, self.caller, command)

    @serves(stage_contract.read_gate)
    def read_gate(self, query: stage_contract.ReadGate) -> stage_contract.GateChecklist:
        return lifecycle.read_gate(self.database, self.caller, query)

    @serves(stage_contract.list_activity_moves)
    def list_activity_moves(self, query: stage_contract.ListActivityMoves) -> stage_contract.ActivityMoves:
        return lifecycle.list_activity_moves(self.database, self.caller, query)

    @serves(stage_contract.list_activity_queue)
    def list_activity_queue(self, query: stage_contract.ListActivityQueue) -> contract.ActivityPage:
        return lifecycle.list_activity_queue(self.database, query)

    @serves(edition_contract.propose_revision)
    def propose_revision(self, command: edition_contract.ProposeRevision) -> edition_contract.Revision:
        return editions.propose_revision(self.database, self.caller, command)

    @serves(edition_contract.submit_revision)
    def submit_revision(self, command: contract.MoveActivity) -> edition_contract.Revision:
        return editions.submit_revision(self.database, self.caller, command)

    @serves(edition_contract.approve_revision)
    def approve_revision(self, command: contract.MoveActivity) -> contract.Activity:
        return editions.approve_revision(self.database, self.caller, command)

    @serves(edition_contract.return_revision)
    def return_revision(self, command: contract.ReturnActivity) -> edition_contract.Revision:
        return editions.return_revision(self.database, self.caller, command)

    @serves(edition_contract.read_revision)
    def read_revision(self, query: edition_contract.ReadRevision) -> edition_contract.Revision:
        return editions.read_revision(self.database, self.caller, query)

    @serves(edition_contract.list_editions)
    def list_editions(self, query: edition_contract.ListEditions) -> edition_contract.Editions:
        return editions.list_editions(self.database, self.caller, query)

    @serves(material_contract.attach_material)
    def attach_material(self, command: material_contract.AttachMaterial) -> files_contract.AttachmentUpload:
        return materials.attach_material(self.database, self.files, self.caller, command)

    @serves(material_contract.check_material)
    def check_material(self, command: material_contract.PickMaterial) -> material_contract.Material:
        return materials.check_material(self.database, self.files, self.caller, command)

    @serves(material_contract.remove_material)
    def remove_material(self, command: material_contract.PickMaterial) -> Nothing:
        return materials.remove_material(self.database, self.files, self.caller, command)

    @serves(material_contract.list_materials)
    def list_materials(self, query: material_contract.ListMaterials) -> material_contract.MaterialList:
        return materials.list_materials(self.database, self.caller, query)

    @serves(material_contract.download_material)
    def download_material(self, query: material_contract.PickMaterial) -> files_contract.AttachmentLink:
        return materials.download_material(self.database, self.files, self.caller, query)
