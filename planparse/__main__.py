"""`python -m planparse`: the command line."""

from planparse.cli import main

if __name__ == "__main__":
    main()
