"""Eyebot: a discussion companion for Discord communities that read one article together."""
