"""The photo desk: says why an app refuses a picture, and hands back one that it takes."""
