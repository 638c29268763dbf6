"""One base class a family of sites: what their content-management system makes alike."""
