"""Eyebot: a discussion companion for Discord communities that read one article together."""

import os

# One question is a product of a small matrix with a vector: a second thread of the linear algebra
# library gains nothing there and, on a machine
# that has other work, waits for its turn so long that a question takes twice the time. It must be
# set before numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")
