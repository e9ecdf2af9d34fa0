"""The words of a report: what it can be grouped, narrowed and ordered by, what it adds up, and what columns are called.

Some things have several names on the wire; inside each has one.
"""

#: Grouping, filter and column → what it stands for.
THINGS = {
    "project_id": "project",
    "client_id": "client",
    "task_id": "task",
    "tag_ids": "tag",
    "tag_id": "tag",
    "user_account_id": "user",
    "user_id": "user",
    "toggl_user_id": "user",
    "start_date": "day",
    "day": "day",
    "week": "week",
    "month": "month",
    "billable": "billable",
    "description": "description",
    "type": "type",
}
CALENDAR = ("day", "week", "month")
#: What has an id, and in a filter 0 or null for none.
RECORDS = ("project", "client", "task", "tag", "user")
FILTERS = tuple(name for name, thing in THINGS.items() if thing not in CALENDAR)

#: What can be added up, in seconds. Plans and breaks are no tracked time, so each is a sum of its own.
SECONDS = ("duration", "billable_duration", "non_billable_duration", "planned_duration", "break_duration")
#: What billable time comes to, by the rates that hold; for those who may see rates.
AMOUNT = "amount"
#: What can be asked for and is not known here: nobody's cost is kept.
UNKNOWN = ("cost_amount", "profit")

#: What people call it, at the head of a table.
HEADINGS = {
    "project": "Project",
    "client": "Client",
    "task": "Task",
    "tag": "Tag",
    "user": "Member",
    "day": "Date",
    "week": "Week",
    "month": "Month",
    "billable": "Billable",
    "description": "Description",
    "type": "Type",
    "duration": "Duration",
    "billable_duration": "Billable duration",
    "non_billable_duration": "Non-billable duration",
    "planned_duration": "Planned duration",
    "break_duration": "Breaks",
    "amount": "Amount",
    "rate": "Rate",
}
#: The same in decimal hours.
HOURS = {
    "duration": "Hours",
    "billable_duration": "Billable hours",
    "non_billable_duration": "Non-billable hours",
    "planned_duration": "Planned hours",
    "break_duration": "Break hours",
}
NONE = {"project": "(no project)", "client": "(no client)", "task": "(no task)", "tag": "(no tag)"}
