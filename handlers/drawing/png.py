"""The word by which the process that draws is asked for a picture, and answers with one."""

PNG = "png"
