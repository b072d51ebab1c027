"""Background tasks: one's own, how far they are and what came of them; for the administrator everybody's."""

from __future__ import annotations

from typing import Any, ClassVar

from flask import abort, flash, redirect, request, url_for
from flask_appbuilder import expose
from flask_appbuilder.security.sqla.models import User
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from app.access.actor import PROGRAM, SEE_JOBS
from app.audit.trail import note
from app.files.download import download
from app.jobs.port import RETRY, JobRefused
from app.parts import parts
from models.account import full_name
from models.job import CANCELLED, DONE, FAILED, RUNNING, STATES, UNDER_WAY, Job
from models.roles import SYSTEM_ADMINISTRATOR
from models.workflow import Label
from views import words
from views.administration import AdministrationPage
from views.base import signed_in

PAGE = 25
TABS: dict[str, tuple[Label, tuple[str, ...]]] = {
    "": (_("All"), tuple(STATES)),
    "open": (_("Under way"), UNDER_WAY),
    "failed": (_("Failed"), (FAILED,)),
    "ended": (_("Ended"), (DONE, CANCELLED)),
}
TONES = {RUNNING: "blue", DONE: "green", FAILED: "red"}


class JobView(AdministrationPage):
    """Which jobs somebody sees is the scope's business; who asked for one has its file, nobody else."""

    route_base = "/office/jobs"
    default_view = "list"
    class_permission_name = Job.__name__
    base_permissions = (SEE_JOBS, RETRY)
    granted_to = (SYSTEM_ADMINISTRATOR,)
    permission_labels: ClassVar[dict[str, Label]] = {
        SEE_JOBS: _("See everybody's background tasks and cancel them"),
        RETRY: _("Have a failed task tried again"),
    }
    label = _("Background tasks")

    def find(self, pk: int) -> Any:
        """The job, held until the transaction ends; 404 when it is not this reader's to see."""
        found = select(Job).where(Job.id == pk).with_for_update()
        return self.session.scalars(found).first() or abort(404)

    # -- list -------------------------------------------------------------------------

    @expose("/")
    @signed_in
    def list(self) -> Any:
        """The newest first; ``before`` is the number of the last one on the page before."""
        state, before = request.args.get("state", ""), request.args.get("before", type=int)
        if state not in TABS:
            abort(400)
        found = select(Job).where(Job.state.in_(TABS[state][1])).order_by(Job.id.desc())
        if before:
            found = found.where(Job.id < before)
        jobs = self.session.scalars(found.limit(PAGE + 1)).all()
        shown, more = jobs[:PAGE], jobs[PAGE:]
        names = self._names(shown) if self.may(SEE_JOBS) else {}
        return self.page(
            "gov/jobs.html",
            title=gettext("Background tasks"),
            crumbs=self.crumbs((gettext("Background tasks"), None)),
            tabs=[
                {
                    "label": label,
                    "url": url_for("JobView.list", state=name or None),
                    "current": name == state,
                }
                for name, (label, _states) in TABS.items()
            ],
            everybody=self.may(SEE_JOBS),
            rows=[self._row(job, names) for job in shown],
            under_way=any(job.state in UNDER_WAY for job in shown),
            older_url=url_for("JobView.list", state=state or None, before=shown[-1].id) if more else None,
        )

    def _names(self, jobs: Any) -> dict[int, str]:
        people = select(User).where(User.id.in_({job.asked_by_id for job in jobs} - {None}))
        return {user.id: full_name(user) for user in self.session.scalars(people)}

    def _row(self, job: Job, names: dict[int, str]) -> dict[str, Any]:
        hers = self._is_hers(job)
        stopping = job.state == RUNNING and job.cancel_asked
        return {
            "id": job.id,
            "what": parts().jobs.label(job),
            "who": names.get(job.asked_by_id or 0, words.actor_text(PROGRAM.name)),
            "asked": words.moment_text(job.asked_at),
            "state": gettext("Stopping") if stopping else STATES[job.state],
            "tone": TONES.get(job.state, "grey"),
            "progress": job.progress if job.state == RUNNING else None,
            "text": job.progress_text if job.state in {RUNNING, DONE} else "",
            "error": job.error,
            "cancel_url": self._url("cancel", job) if job.state in UNDER_WAY and not stopping else None,
            "retry_url": self._url("retry", job) if job.state == FAILED and self.may(RETRY) else None,
            "result_url": self._url("result", job) if job.result_key and hers else None,
            "result_name": job.result_name if hers else "",
        }

    def _is_hers(self, job: Job) -> bool:
        return job.asked_by_id is not None and job.asked_by_id == self.actor.id

    def _url(self, name: str, job: Job) -> str:
        return url_for(f"JobView.{name}", pk=job.id)

    # -- doing ------------------------------------------------------------------------

    @expose("/<int:pk>/cancel", methods=["POST"])
    @signed_in
    def cancel(self, pk: int) -> Any:
        """A waiting one at once, a running one at its next step."""
        return self._done(lambda: parts().jobs.cancel(self.find(pk), self.actor), gettext("Cancelled."))

    @expose("/<int:pk>/retry", methods=["POST"])
    @signed_in
    def retry(self, pk: int) -> Any:
        """A failed one begins anew."""
        self.require(RETRY)
        return self._done(
            lambda: parts().jobs.retry(self.find(pk), self.actor), gettext("It is tried again.")
        )

    def _done(self, change: Any, told: str) -> Any:
        try:
            change()
            self.session.commit()
            flash(told, "success")
        except JobRefused as refused:
            self.session.rollback()
            flash(str(refused.sentence), "warning")
        return redirect(url_for("JobView.list"))

    @expose("/<int:pk>/result")
    @signed_in
    def result(self, pk: int) -> Any:
        """The file a job made, for who asked for it, as long as she may do and see what she could then."""
        job = self.session.get(Job, pk)
        if job is None or not job.result_key or not self._is_hers(job):
            abort(404)
        if job.result_scope != self.actor.rights:
            flash(
                gettext("Your posts or rights have changed since this file was made. Ask for it anew."),
                "warning",
            )
            return redirect(url_for("JobView.list"))
        answer = download(parts().files, job.result_key, job.result_name)
        subject = f"{job.task} {job.id}"
        self.session.rollback()
        note(parts().write, parts().time.now, "download", actor=self.actor, subject=subject)
        return answer
