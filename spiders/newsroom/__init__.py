"""The outlets of the sample newsroom: invented, recorded in desk/newsroom."""
