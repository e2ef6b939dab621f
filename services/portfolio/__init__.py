"""Portfolio: what a specialist can show.

Owns: documents, confirmation acts and frozen packages; document types and templates. Announces:
DocumentUploaded, DocumentVerified, DocumentRejected, ConfirmationIssued, ConfirmationRevoked, PackageFrozen.
Vocabulary: a document is *announced* (a place to upload to is given), *uploaded* straight to the store,
then *checked*: accepted, or rejected with findings. A *confirmation act* proves one posted entry.
A *package* is the list of a person's accepted documents, frozen when an application is filed.
"""
