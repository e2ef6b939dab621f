"""The routes of planning: from what is missing to what is to be done about it; see `gateway.routes`."""

from __future__ import annotations

from contracts.credits import funds, loans, plan_progress, plans, proposals
from gateway.route import Route

CYCLE = "/v1/me/cycles/{cycle_id}"
PLAN = "/v1/plans/{plan_id}"
PLANS = (
    Route("GET", f"{CYCLE}/proposal", proposals.propose),
    Route("GET", f"{CYCLE}/simulation", proposals.simulate),
    Route("GET", "/v1/me/plans", plans.my_plans),
    Route("POST", "/v1/me/plans", plans.write_plan, 201, PLAN),
    Route("GET", "/v1/review/plans", plans.plans_to_decide),
    Route("GET", PLAN, plans.read_plan),
    Route("PUT", PLAN, plans.revise_plan),
    Route("GET", f"{PLAN}/versions", plans.list_plan_versions),
    Route("POST", f"{PLAN}/submission", plans.submit_plan),
    Route("POST", f"{PLAN}/approval", plans.approve_plan),
    Route("POST", f"{PLAN}/return", plans.return_plan),
    Route("POST", f"{PLAN}/comments", plans.comment_plan, 201),
    Route("GET", f"{PLAN}/progress", plan_progress.plan_progress),
    Route("GET", f"{PLAN}/correction", plan_progress.correct_plan),
)

MONEY = (
    Route("GET", f"{PLAN}/funds", funds.read_funds),
    Route("POST", f"{PLAN}/limits", funds.grant_limit, 201),
    Route("POST", f"{PLAN}/reservations", funds.reserve_funds, 201),
    Route("POST", f"{PLAN}/releases", funds.release_funds, 201),
    Route("POST", f"{PLAN}/payments", funds.spend_funds, 201),
    Route("POST", f"{PLAN}/subsidies", funds.grant_subsidy, 201),
    Route("POST", f"{PLAN}/subsidy-payments", funds.pay_subsidy, 201),
    Route("GET", "/v1/me/funds", funds.my_funds),
    Route("GET", "/v1/me/loans", loans.my_loans),
    Route("POST", "/v1/me/loans", loans.note_loan, 201, "/v1/me/loans"),
    Route("GET", "/v1/loan-schedules/{scheme}", loans.calculate_loan),
)

PLANNING = (*PLANS, *MONEY)
