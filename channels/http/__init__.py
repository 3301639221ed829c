"""What all that is served over HTTP shares: answers and errors, origins, files of the build, sockets."""
