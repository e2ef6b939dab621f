"""The suite in containers: what `docker-compose.yml` needs beside the images.

secret_files  what each container is told in secret, generated on the host
jobs          what is done once, inside a container, before the services start
check         the proof that all of it works, `make compose-check`
"""
