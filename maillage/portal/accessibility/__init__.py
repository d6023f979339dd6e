"""The accessibility of the product: criteria, what was found, and the documents that the law asks for."""
