namespace LocalAI.Plugins.Forge.Pairs.Domains;

/// <summary>Going to places.</summary>
internal static class Travel
{
    public static IReadOnlyList<Frame> Frames { get; } =
    [
        new("travel",
            new(
                [
                    "{Person} [travelled|went] to {town} by {vehicle}.", "{Person} took {a vehicle} to {town}.",
                    "{A vehicle} brought {person} to {town}.", "{Person} used {a vehicle} to get to {town}.",
                    "To reach {town}, {person} took {a vehicle}.",
                ],
                ["{Person} came to {town} with {a vehicle}."]),
            new(
                ["How did {person} [get|travel|go] to {town}?", "Who [travelled|went] to {town}?", "Who took {a vehicle} to {town}?"],
                ["Who came to {town} by {vehicle}?"])),
        new("late vehicle",
            new(
                [
                    "The {vehicle} to {town} was [late|delayed].", "The {vehicle} to {town} did not leave on time.",
                    "There was a delay of the {vehicle} to {town}.", "People had to wait for the {vehicle} to {town}.",
                    "The {vehicle} that goes to {town} came too late.",
                ],
                ["Passengers to {town} waited a long time for their {vehicle}."]),
            new(
                ["Why did people wait for the {vehicle} to {town}?", "Was the {vehicle} to {town} [late|delayed]?"],
                ["Did the {vehicle} to {town} leave on time?"])),
        new("visit",
            new(
                [
                    "{Person} visited {town} {when}.", "{Person} paid a visit to {town} {when}.",
                    "{Town} was visited by {person} {when}.", "{When} {person} made a trip to {town}.",
                    "{Person} was in {town} {when} to see the town.",
                ],
                ["{Person} looked around in {town} {when}."]),
            new(
                ["When did {person} visit {town}?", "Which town did {person} visit {when}?", "Who visited {town} {when}?"],
                ["Who made a trip to {town} {when}?"])),
        new("move",
            new(
                [
                    "{Person} moved to {town}.", "{Person} has a new home in {town}.", "{Person} now lives in {town}.",
                    "{Town} is the new home of {person}.", "{Person} left the old house to live in {town}.",
                ],
                ["{Person} has settled down in {town}."]),
            new(["Where did {person} move?", "Who moved to {town}?", "Where does {person} live now?"], ["Who has a new home in {town}?"])),
        new("get lost",
            new(
                [
                    "{Person} got lost in {town}.", "{Person} lost the way in {town}.", "In {town}, {person} did not know where to go.",
                    "{Person} could not find the way through {town}.",
                ],
                ["{Person} walked around {town} without knowing the way."]),
            new(["Who got lost in {town}?", "Where did {person} [get lost|lose the way]?"], ["Who could not find the way in {town}?"])),
        new("ticket",
            new(
                [
                    "How much is {a vehicle} ticket to {town}?", "What does {a vehicle} ticket to {town} cost?",
                    "What is the price of a ticket to {town} by {vehicle}?", "I want to know the price of the {vehicle} to {town}.",
                    "Tell me the cost of going to {town} by {vehicle}.",
                ],
                ["How much money do I need for the {vehicle} to {town}?"]),
            new(["price of the {vehicle} to {town}", "{vehicle} ticket to {town}"], ["cost of {a vehicle} to {town}"])),
        new("hotel",
            new(
                [
                    "{Person} stayed in a hotel in {town}.", "{Person} slept at a hotel in {town}.",
                    "In {town}, {person} took a hotel room.", "A hotel in {town} had a room for {person}.",
                ],
                ["{Person} spent the night at an inn in {town}."]),
            new(["Where did {person} [stay|sleep]?", "Who stayed in a hotel in {town}?"], ["Who took a room in {town}?"])),
        new("miss vehicle",
            new(
                [
                    "{Person} missed the {vehicle} to {town}.", "{Person} came too late for the {vehicle} to {town}.",
                    "The {vehicle} to {town} left without {person}.", "When {person} arrived, the {vehicle} to {town} had gone.",
                ],
                ["{Person} did not catch the {vehicle} to {town}."]),
            new(["Who missed the {vehicle} to {town}?", "What did {person} miss?"], ["Without whom did the {vehicle} to {town} leave?"])),
    ];
}
