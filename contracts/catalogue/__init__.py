"""Catalogue: the educational activities, who provides them, who enrols and who attended."""
