"""From a photograph to the ink of the digit in it, for pictures that people upload.

file.py   the bytes of a PNG, JPEG, ... to brightness, or a refusal in one sentence
paper.py  what stands out from the paper, in any light
forms.py  ruled lines and boxes, which stand out as well
find.py   which of it is the digit

What comes out is ink as `drawing.py` takes it from a canvas, too. NumPy alone does the finding, Pillow the reading of
files.

Next: file.py.
"""

from nn.photo.file import READABLE
from nn.photo.find import NotFound, ink_from_image

__all__ = ["READABLE", "NotFound", "ink_from_image"]
