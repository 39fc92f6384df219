namespace LocalAI.Plugins.Forge.Pairs.Domains;

/// <summary>Games and who plays them.</summary>
internal static class Sport
{
    public static IReadOnlyList<Frame> Frames { get; } =
    [
        new("win",
            new(
                [
                    "{Person} won the {sport} [match|game] {when}.", "The {sport} [match|game] {when} was won by {person}.",
                    "{When} {person} was the winner at {sport}.", "The winner of the {sport} [match|game] {when} was {person}.",
                    "Victory in the {sport} [match|game] {when} went to {person}.",
                ],
                ["Nobody could beat {person} at {sport} {when}."]),
            new(
                ["Who won the {sport} [match|game]?", "Which match did {person} win {when}?", "When did {person} win at {sport}?"],
                ["Who was the winner at {sport} {when}?"])),
        new("lose match",
            new(
                [
                    "{Person} lost the {sport} [match|game] {when}.", "The {sport} [match|game] {when} was lost by {person}.",
                    "{Person} was beaten at {sport} {when}.", "{When} {person} could not win at {sport}.",
                    "The {sport} [match|game] {when} ended with a defeat of {person}.",
                ],
                ["The others were better than {person} at {sport} {when}."]),
            new(
                ["Who lost the {sport} [match|game]?", "Which match did {person} lose {when}?", "When was {person} beaten at {sport}?"],
                ["Who was beaten at {sport} {when}?"])),
        new("play",
            new(
                [
                    "{Person} plays {sport} with {person2}.", "{Person} and {person2} play {sport}.",
                    "{Person2} plays {sport} with {person}.", "{Person} has {person2} as a partner at {sport}.",
                    "You can see {person} and {person2} play {sport} together.",
                ],
                ["At {sport}, {person} and {person2} are partners."]),
            new(
                ["With whom does {person} play {sport}?", "What do {person} and {person2} play?"],
                ["Who is the partner of {person} at {sport}?"])),
        new("like sport",
            new(
                [
                    "{Person} [likes|loves|enjoys] {sport}.", "{Sport} is the favourite sport of {person}.",
                    "{Person} is a [big fan|great friend] of {sport}.", "The sport that {person} [likes|loves] best is {sport}.",
                    "{Person} is crazy about {sport}.",
                ],
                ["Nothing is more fun for {person} than {sport}."]),
            new(["Who [likes|loves] {sport}?", "Which sport does {person} [like|love]?"], ["Who is a fan of {sport}?"])),
        new("injure",
            new(
                [
                    "{Person} was [hurt|injured] while playing {sport}.", "{Person} had an accident at {sport}.",
                    "During a {sport} game, {person} got hurt.", "While playing {sport}, {person} had an injury.",
                ],
                ["{Person} has pain after the {sport} game."]),
            new(
                ["Who was [hurt|injured] while playing {sport}?", "What was {person} playing when the accident happened?"],
                ["Who got hurt at {sport}?"])),
        new("learn sport",
            new(
                [
                    "{Person} is learning [to play|how to play] {sport}.", "{Person} takes {sport} lessons.",
                    "{Person} wants to learn {sport}.", "{Person} is a beginner at {sport}.", "{Person} has begun to learn {sport}.",
                ],
                ["{Sport} is new for {person}, who is still learning it."]),
            new(["Who is learning {sport}?", "Which sport is {person} learning?"], ["Who takes {sport} lessons?"])),
        new("watch sport",
            new(
                [
                    "{Person} watched {sport} on television {when}.", "{When} {person} saw a {sport} game on TV.",
                    "{Person} sat before the TV and watched {sport} {when}.", "{Sport} was what {person} watched on TV {when}.",
                ],
                ["{Person} spent the time before the screen with {sport} {when}."]),
            new(["Who watched {sport}?", "What did {person} watch {when}?"], ["Who saw {sport} on TV {when}?"])),
    ];
}
