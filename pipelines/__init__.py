"""What happens to an article between a spider and the store: checked, compared, read, written."""
