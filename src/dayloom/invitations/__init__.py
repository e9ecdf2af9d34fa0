"""Invitations into an organization: a link with a secret, which one person uses once, within seven days.

No mail is sent: whoever invites hands the link over. Of its secret only the hash is stored.
"""
