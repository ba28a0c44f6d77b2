"""Have what is past its period deleted also where no worker runs: when the site starts, and while it is visited."""

from flask import Flask

from rely.services.housekeeping import Housekeeping
from rely.services.site import Site


def install(app: Flask, site: Site) -> None:
    """Delete now, and before the first request of every further hour."""
    housekeeping = Housekeeping(site)
    housekeeping.do_when_due()
    app.before_request(housekeeping.do_when_due)
