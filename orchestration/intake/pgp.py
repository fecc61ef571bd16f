"""PGP-encrypted deliveries, opened by GnuPG: the ciphertext is what landed; the plain bytes are in memory only."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from data_contracts.contract import Contract
from orchestration.intake.containers import MOST_TIMES_SMALLER, MOST_UNPACKED, Refuse, most_unpacked
from orchestration.intake.delivery import named
from orchestration.intake.servers import NotFetched, secret

RULE = "file.pgp"


def decrypted(contract: Contract, content: bytes, secrets: Mapping[str, str], refuse: Refuse) -> bytes:
    """The plain bytes of a delivery whose contract says `encryption: pgp`; any other as it is.

    Raises: NotFetched when the keyring or GnuPG is missing; DeliveryUnreadable when the file cannot be decrypted.
    """
    if contract.delivery.encryption is None or not content:
        return content
    most = most_unpacked(len(content))
    command = [*_gpg(contract, secrets), "--status-fd", "2", "--max-output", str(most + 1), "--decrypt"]
    done = subprocess.run(command, input=content, capture_output=True, check=False)  # noqa: S603  (no text of a file in it)
    said = {line.split()[1] for line in done.stderr.decode("utf-8", "replace").splitlines() if line.startswith("[GNUPG:] ")}
    if done.returncode == 0 and "DECRYPTION_OKAY" in said and len(done.stdout) <= most:
        return done.stdout
    raise _refusal(said, refuse)


def _refusal(said: set[str], refuse: Refuse) -> Exception:
    """Why GnuPG gave no plain text, by its status words; its own sentences depend on its language."""
    again = "Encrypt the whole file again with the county's public key, and send it without changing it."
    if "DECRYPTION_OKAY" in said:  # it was right, and was stopped only by its length
        message = f"the file unpacks to more than {MOST_TIMES_SMALLER} times the size, or to more than"
        message += f" {MOST_UNPACKED // 2**30} GiB."
        return refuse(RULE, 1, message, "Send an ordinary file, split by period if it is so large.")
    if "ENC_TO" not in said:
        return refuse(RULE, 1, "the file is not the PGP-encrypted file promised.", again)
    if "DECRYPTION_KEY" not in said:
        return refuse(RULE, 1, "the file is encrypted for a key that is not in our keyring.", again)
    return refuse(RULE, 1, "the encrypted file is cut short, damaged or not protected against change.", again)


def _gpg(contract: Contract, secrets: Mapping[str, str]) -> list[str]:
    """The start of the command: a keyring of its own, and nobody asked or looked for."""
    keyring = Path(secret(contract, secrets, "the folder of a GnuPG keyring with the private key", "_KEYRING"))
    program = shutil.which("gpg")
    missing = "the folder that TWOGEN_SECRET_…_KEYRING names is not there" if not keyring.is_dir() else "GnuPG is not installed"
    if program is None or not keyring.is_dir():
        raise NotFetched(f"{named(contract)}: {missing}, so nothing new can be decrypted. Fix: put it there (Debian: gnupg).")
    return [program, "--homedir", str(keyring), "--batch", "--no-tty", "--quiet", "--no-options", "--disable-dirmngr"]
