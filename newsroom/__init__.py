"""The sample newsroom: four invented outlets, their articles and sites, and the script that records them."""
