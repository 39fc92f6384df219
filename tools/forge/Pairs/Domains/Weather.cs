namespace LocalAI.Plugins.Forge.Pairs.Domains;

/// <summary>The weather of towns.</summary>
internal static class Weather
{
    public static IReadOnlyList<Frame> Frames { get; } =
    [
        Of("rain",
            [
                "It rained [a lot|hard] in {town} {when}.", "There was [heavy|a lot of] rain in {town} {when}.",
                "{Town} had a lot of rain {when}.", "In {town}, it was [rainy|very wet] {when}.",
                "People in {town} needed umbrellas {when}.",
            ],
            "Water came down from the sky in {town} {when}.", "rainy"),
        Of("snow",
            [
                "It snowed [a lot|heavily] in {town} {when}.", "There was [a lot of|heavy] snow in {town} {when}.",
                "{Town} was [white with|covered in] snow {when}.", "In {town}, snow fell {when}.",
                "The people of {town} saw snow {when}.",
            ],
            "The streets of {town} were white {when}.", "snowy"),
        Of("sun",
            [
                "The sun [shone|was shining] in {town} {when}.", "It was [sunny|bright] in {town} {when}.",
                "{Town} had a lot of sunshine {when}.", "In {town}, the sky was [clear|blue] {when}.",
                "There were no clouds over {town} {when}.",
            ],
            "People in {town} enjoyed the sunshine {when}.", "sunny"),
        Of("wind",
            [
                "It was [very windy|windy] in {town} {when}.", "A strong wind blew in {town} {when}.", "{Town} had strong wind {when}.",
                "In {town}, the wind blew hard {when}.", "There was a lot of wind in {town} {when}.",
            ],
            "The air over {town} moved fast {when}.", "windy"),
        Of("fog",
            [
                "It was foggy in {town} {when}.", "There was [thick|heavy] fog in {town} {when}.",
                "{Town} [lay|was] in thick fog {when}.", "In {town}, fog covered the streets {when}.",
                "Nobody could see far in {town} {when}, because of the fog.",
            ],
            "A grey mist lay over {town} {when}.", "foggy"),
        Of("storm",
            [
                "There was a [big|heavy] storm in {town} {when}.", "A [thunderstorm|storm with thunder] hit {town} {when}.",
                "{Town} had thunder and lightning {when}.", "In {town}, a storm broke out {when}.",
                "{Town} was hit by a [storm|thunderstorm] {when}.",
            ],
            "Lightning was seen over {town} {when}.", "stormy"),
        Of("heat",
            [
                "It was [very hot|extremely warm] in {town} {when}.", "{Town} had [great heat|very high temperatures] {when}.",
                "There was a heat wave in {town} {when}.", "In {town}, the temperature was very high {when}.",
                "People in {town} suffered from the heat {when}.",
            ],
            "Everybody in {town} was sweating {when}.", "hot"),
        Of("frost",
            [
                "It was [freezing|very cold|icy] in {town} {when}.", "{Town} had frost {when}.",
                "There was ice on the streets of {town} {when}.", "In {town}, the temperature fell below zero {when}.",
                "{Town} was very cold {when}.",
            ],
            "Water turned to ice in {town} {when}.", "cold"),
    ];

    private static Frame Of(string name, string[] statements, string heldOut, string adjective) => new(
        name, new(statements, [heldOut]),
        new([$"Where was it {adjective} {{when}}?", $"When was it {adjective} in {{town}}?", $"Was it {adjective} in {{town}} {{when}}?"],
            [$"In which town was it {adjective} {{when}}?"]));
}
