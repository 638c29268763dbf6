"""Finding new and changed articles politely, and capturing what a site sent."""
