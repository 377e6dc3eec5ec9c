"""`eyebot kb preview`: a pack as it is being written, in a page on this machine."""
