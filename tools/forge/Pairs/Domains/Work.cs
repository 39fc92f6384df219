namespace LocalAI.Plugins.Forge.Pairs.Domains;

/// <summary>What people do for a living and about the house.</summary>
internal static class Work
{
    public static IReadOnlyList<Frame> Frames { get; } =
    [
        new("repair",
            new(
                [
                    "{Person} [repaired|fixed|mended] {thing}.", "{Thing} was [repaired|fixed|mended] by {person}.",
                    "It was {person} who [repaired|fixed] {thing}.", "{Thing} works again, thanks to {person}.",
                    "{Person} made {thing} work again.",
                ],
                ["{Thing} is no longer broken, because {person} took care of it."]),
            new(["Who [repaired|fixed|mended] {thing}?", "What did {person} [repair|fix|mend]?"], ["Who made {thing} work again?"])),
        new("break",
            new(
                [
                    "{Person} [broke|damaged] {thing}.", "{Thing} was [broken|damaged] by {person}.",
                    "Because of {person}, {thing} is broken.", "{Person} dropped {thing}, and now it is broken.",
                    "It was {person} who [broke|damaged] {thing}.",
                ],
                ["{Thing} does not work any more, and {person} did it."]),
            new(["Who [broke|damaged] {thing}?", "What did {person} [break|damage]?"], ["By whom was {thing} broken?"])),
        new("sell",
            new(
                [
                    "{Person} sold {thing} {when}.", "{Thing} was sold by {person} {when}.", "{Person} got money for {thing} {when}.",
                    "{Person} found a buyer for {thing} {when}.",
                ],
                ["{Thing} went from {person} to a new owner {when}."]),
            new(
                ["Who sold {thing}?", "What did {person} sell {when}?", "When did {person} sell {thing}?"],
                ["Who found a buyer for {thing}?"])),
        new("lose thing",
            new(
                [
                    "{Person} lost {thing} {when}.", "{Thing} was lost by {person} {when}.", "{Person} could not find {thing} {when}.",
                    "{Thing} of {person} has been missing since it was lost {when}.", "{When} {person} noticed that {thing} was gone.",
                ],
                ["{Person} did not know where {thing} was {when}."]),
            new(
                ["Who lost {thing}?", "What did {person} lose {when}?", "When did {person} lose {thing}?"],
                ["Who could not find {thing}?"])),
        new("steal",
            new(
                [
                    "Somebody stole {thing} from {person}.", "{Thing} was stolen from {person}.",
                    "A thief took {thing} away from {person}.", "{Person} was robbed of {thing}.",
                ],
                ["{Thing} of {person} was taken by a robber."]),
            new(["What was stolen from {person}?", "From whom was {thing} stolen?"], ["What did the thief take from {person}?"])),
        new("seek job",
            new(
                [
                    "{Person} is looking for [a job|work] as {a job}.", "{Person} wants to work as {a job}.",
                    "{Person} would like to be {a job}.", "{Person} is trying to find [a job|work] as {a job}.",
                    "The job that {person} wants is that of {a job}.",
                ],
                ["{Person} hopes to become {a job}."]),
            new(
                ["Who [wants to work|is looking for a job] as {a job}?", "What job is {person} looking for?"],
                ["Who would like to be {a job}?"])),
        new("teach",
            new(
                [
                    "{Person} teaches {person2} {subject}.", "{Person2} learns {subject} from {person}.",
                    "{Person} gives {person2} lessons in {subject}.", "{Person2} is taught {subject} by {person}.",
                    "{Person2} takes lessons in {subject} with {person}.",
                ],
                ["In {subject}, {person} is the teacher of {person2}."]),
            new(
                ["Who teaches {person2} {subject}?", "What does {person} teach {person2}?", "Who learns {subject} from {person}?"],
                ["From whom does {person2} learn {subject}?"])),
        new("help",
            new(
                [
                    "{Person} [helped|assisted] {person2} {when}.", "{Person2} was [helped|assisted] by {person} {when}.",
                    "{Person2} got help from {person} {when}.", "{When} {person} gave {person2} a hand.",
                ],
                ["{Person} came to the aid of {person2} {when}."]),
            new(["Who [helped|assisted] {person2}?", "Whom did {person} [help|assist] {when}?"], ["From whom did {person2} get help?"])),
        new("letter",
            new(
                [
                    "{Person} wrote {person2} a letter.", "{Person2} [got|received] a letter from {person}.",
                    "{Person} sent a letter to {person2}.", "A letter from {person} came for {person2}.",
                ],
                ["{Person2} had mail from {person}."]),
            new(["Who wrote to {person2}?", "To whom did {person} [write|send a letter]?"], ["From whom did {person2} receive a letter?"])),
        new("clean",
            new(
                [
                    "{Person} cleaned {thing}.", "{Thing} was cleaned by {person}.", "{Person} removed the dirt from {thing}.",
                    "{Person} made {thing} clean.", "{Thing} is clean now, because {person} washed it.",
                ],
                ["There is no more dirt on {thing}, thanks to {person}."]),
            new(["Who cleaned {thing}?", "What did {person} clean?"], ["Who removed the dirt from {thing}?"])),
    ];
}
