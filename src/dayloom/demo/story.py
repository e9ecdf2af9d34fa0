"""Who is in the demo and what they work on: names and words, no logic. All of it is made up."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonInStory:
    """Somebody in the demo; `role` is the role in the workspace, the first person owns it all."""

    name: str
    email: str
    timezone: str
    role: str


@dataclass(frozen=True, slots=True)
class ProjectInStory:
    """A project and its tasks: one a line, sub-tasks indented, minutes behind a bar, tags behind a #."""

    name: str
    client: str
    color: str
    billable: bool
    private: bool
    tasks: str


ORGANIZATION = "Heddle & Reed (demo)"
WORKSPACE = "Studio"

PEOPLE = (
    PersonInStory("Mira Weaver", "mira@demo.example", "Europe/Berlin", "ws_admin"),
    PersonInStory("Tom Spindle", "tom@demo.example", "America/New_York", "ws_manager"),
    PersonInStory("Juno Shuttle", "juno@demo.example", "Asia/Tokyo", "ws_user"),
)

CLIENTS = ("Crumb & Crust Bakery", "Lighthouse Museum", "Heddle & Reed")

TAGS = {
    "design": "#c026d3",
    "writing": "#0891b2",
    "build": "#2563eb",
    "research": "#ca8a04",
    "meeting": "#dc2626",
    "review": "#16a34a",
    "quick": "#64748b",
}

PROJECTS = (
    ProjectInStory(
        "Bakery website",
        "Crumb & Crust Bakery",
        "#f59e0b",
        billable=True,
        private=False,
        tasks="""
Agree on the sitemap | 120 #meeting
    Collect what the old site has | 60 #research
    Sketch the new structure | 45 #design
    Send it to the bakers | 15 #quick
Choose a typeface that looks like bread | 90 #design
Design the home page | 240 #design
    First draft | 120 #design
    Second draft with the bakers' photos | 90 #design
    Phone layout | 60 #design
Write the story of the sourdough | 120 #writing
Build the page templates | 300 #build
    Header and footer | 60 #build
    Product page | 120 #build
    Opening hours that know about holidays | 90 #build
Photograph the shop | 270
Test with three regulars | 180 #research #meeting
Move the domain | 60 #build #quick
Hand-over and training | 135 #meeting
Write the page about allergens | 60 #writing
Make the photos small enough | 45 #build #quick
A map that finds the back door | 90 #build
Weekly look at the numbers | 45 #review
""",
    ),
    ProjectInStory(
        "Order by phone",
        "Crumb & Crust Bakery",
        "#ef4444",
        billable=True,
        private=False,
        tasks="""
Listen in on a Saturday morning | 180 #research
Write down every way an order goes wrong | 90 #writing
Prototype the order slip | 150 #design
    Paper version | 45 #design
    Tablet version | 90 #build
Try it for a week | 60 #research
Print labels from orders | 240 #build
    Find a printer that survives flour | 60 #research
    Lay out the label | 45 #design
    Connect the printer | 120 #build
Allergens on every label | 90 #build #review
Decide what happens to late orders | 45 #meeting
Write the one-page manual | 90 #writing
Weekly call with the bakery | 45 #meeting
Orders for wedding cakes | 225 #design
    Ask what people ask | 45 #research
    Draft the form | 90 #design
    A deposit that is fair | 60 #meeting
Quiet hours for the telephone | 15 #quick
""",
    ),
    ProjectInStory(
        "Audio guide",
        "Lighthouse Museum",
        "#0ea5e9",
        billable=True,
        private=False,
        tasks="""
Walk the tour with the keeper | 180 #research
Write the script | 360 #writing
    Room 1: the lamp | 60 #writing
    Room 2: the storm of the century | 60 #writing
    Room 3: the keeper's cat | 45 #writing
    Top gallery | 60 #writing
Have the script read by the historian | 60 #review
Find two voices | 120 #research
    Write to the theatre school | 30 #quick
    Listen to samples | 60
Book the recording room | 15 #quick
Record | 300
Cut and level | 240 #build
    Take out the foghorn | 60 #build
Make the stops findable in the dark | 180 #design
Translate into three languages | 135 #writing
Test with a school class | 225 #research #meeting
Headphones that can be cleaned | 60 #research
Sign at the entrance | 90 #design
    Wording | 30 #writing
    Print and hang it | 60 #quick
""",
    ),
    ProjectInStory(
        "Ticket desk",
        "Lighthouse Museum",
        "#14b8a6",
        billable=True,
        private=False,
        tasks="""
Understand the group discounts | 60 #research
Map a ticket's life | 90 #design
Build the day view | 300 #build
    Slots and how many are left | 120 #build
    Groups that arrive late | 60 #build
    Colours for the colour-blind | 45 #design
Sell a ticket in under ten seconds | 240 #build
    Keyboard first | 90 #build
    Receipt on request | 45 #build
Refunds | 120 #build
Import last year's numbers | 150 #build
Train the volunteers | 120 #meeting
Cheat sheet beside the till | 60 #writing #design
Check the numbers after the first weekend | 90 #review
Plan for the power cut | 45
School groups book online | 270 #build
    Ask three teachers | 90 #research
    Form | 90 #build
    Confirmation by e-mail | 60 #writing
""",
    ),
    ProjectInStory(
        "Our own house",
        "Heddle & Reed",
        "#8b5cf6",
        billable=False,
        private=False,
        tasks="""
Monday planning | 30 #meeting
Invoices | 60 #quick
    Invoice to the bakery | 30 #quick
    Invoice to the museum | 30 #quick
Answer three enquiries | 60 #writing
Portfolio page for the bakery | 120 #writing #design
Replace the office router | 45 #quick
Learn about hyphenation | 90 #research
Retrospective | 60 #meeting
    Collect cards | 15
    Pick one thing to change | 15
Water the plants | 15 #quick
Order paper | 15 #quick
Summer party | 60
    Find a barge | 60 #research
    Invite clients | 45 #writing
Back up the photo archive | 90 #build
Read the new accessibility rules | 135 #research
New lamp for the meeting table | 30 #quick
Count the hours of the quarter | 60 #review
Interview for the internship | 135 #meeting
    Read the letters | 90 #review
    Think of one good question | 15
""",
    ),
    ProjectInStory(
        "Next year's prices",
        "Heddle & Reed",
        "#475569",
        billable=False,
        private=True,
        tasks="""
Compare estimates with what it took | 120 #research #review
    What the bakery's website took | 45 #research
    What the audio guide took | 45 #research
Draft the new price list | 90 #writing
Ask the tax adviser | 30 #meeting
Decide about day rates | 60 #meeting
Model a slow quarter | 90 #research
Write to long-standing clients | 60 #writing
    Letter to the bakery | 30 #writing
    Letter to the museum | 30 #writing
Set the date | 15 #quick
Tidy the contract template | 120 #writing #review
Put it in the calendar | 15 #quick
Look at what the neighbours charge | 60 #research
Agree among ourselves | 90 #meeting
Answer the first complaint before it comes | 45 #writing
""",
    ),
)

#: What takes so many times its estimate, so that a report has something to tell.
SURPRISES = {
    "Choose a typeface that looks like bread": 2.4,
    "Collect what the old site has": 0.4,
    "Find a printer that survives flour": 2.0,
    "Have the script read by the historian": 1.8,
    "Understand the group discounts": 0.5,
}
#: What people write on entries; most say nothing.
REMARKS = (
    "",
    "",
    "",
    "",
    "Took longer than it looked",
    "Nearly there",
    "Interrupted twice",
    "Pairing",
    "From the train",
)
#: Time without a task.
INTERRUPTIONS = ("Phone: a client's question", "Helping out", "E-mail")
