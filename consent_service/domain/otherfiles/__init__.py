"""What other files of the authority know of somebody who stands on this one too."""
