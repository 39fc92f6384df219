namespace LocalAI.Plugins.Forge.Pairs.Domains;

/// <summary>Trouble with computers, as people ask and as help pages say.</summary>
internal static class Computers
{
    public static IReadOnlyList<Frame> Frames { get; } =
    [
        new("restart",
            new(
                [
                    "How do I [restart|reboot] my {device}?", "What is the way to [restart|reboot] {a device}?",
                    "I want to [restart|reboot] the {device}.", "To [restart|reboot] the {device}, hold the power button.",
                    "Switch the {device} off and on again to [restart|reboot] it.",
                ],
                ["How can I turn my {device} off and on again?"]),
            new(["[restart|reboot] {device}", "[restarting|rebooting] the {device}"], ["turn {device} off and on"])),
        new("slow",
            new(
                [
                    "My {device} is [very slow|too slow].", "Why is my {device} so slow?",
                    "The {device} takes a long time for everything.", "How can I make my {device} faster?",
                    "What can I do when my {device} is slow?",
                ],
                ["My {device} needs ages for each step."]),
            new(["slow {device}", "make {device} faster"], ["speed up {device}"])),
        new("broken screen",
            new(
                [
                    "The screen of my {device} is [broken|damaged].", "My {device} has a [broken|damaged] screen.",
                    "The display of my {device} is [broken|damaged].", "I dropped my {device}, and now the screen is [broken|damaged].",
                    "Who repairs the screen of {a device}?",
                ],
                ["There is a crack in the display of my {device}."]),
            new(["{device} screen broken", "repair {device} display"], ["crack in {device} screen"])),
        new("no network",
            new(
                [
                    "My {device} does not connect to the [internet|network].", "I cannot get online with my {device}.",
                    "The {device} has no [internet|network] connection.", "Why does my {device} have no [internet|network]?",
                    "My {device} cannot find the [internet|network].",
                ],
                ["My {device} stays offline."]),
            new(["{device} no [internet|network]", "connect {device} to the [internet|network]"], ["{device} offline"])),
        new("battery",
            new(
                [
                    "The battery of my {device} is [empty|dead].", "My {device} has no power left.", "I must charge my {device}.",
                    "My {device} has to be charged.", "The {device} does not turn on, because its battery is [empty|dead].",
                ],
                ["My {device} needs electricity."]),
            new(["charge {device}", "{device} battery [empty|dead]"], ["{device} power gone"])),
        new("delete file",
            new(
                [
                    "How do I [delete|remove|erase] {a file}?", "I want to [delete|remove|erase] {a file}.",
                    "What is the way to [delete|remove|get rid of] {a file}?", "To [delete|remove] {a file}, move it to the bin.",
                    "Put the {file} into the bin to [delete|erase] it.",
                ],
                ["How can I throw {a file} away?"]),
            new(["[delete|remove|erase] {file}", "[deleting|removing] {a file}"], ["throw {file} away"])),
        new("save file",
            new(
                [
                    "How do I [save|store|keep] {a file}?", "I want to [save|store] {a file}.",
                    "What is the way to [save|store|keep] {a file}?", "To [save|store] {a file}, press the save button.",
                    "Press the save button to [store|keep] the {file}.",
                ],
                ["How can I make sure that {a file} is kept?"]),
            new(["[save|store] {file}", "[saving|storing] {a file}"], ["keep {a file}"])),
        new("send file",
            new(
                [
                    "{Person} sent {person2} {a file}.", "{Person2} [got|received] {a file} from {person}.",
                    "{A file} was sent to {person2} by {person}.", "{Person} shared {a file} with {person2}.",
                ],
                ["The {file} that {person2} has comes from {person}."]),
            new(["Who sent {person2} {a file}?", "What did {person} send {person2}?"], ["From whom did {person2} receive {a file}?"])),
        new("lost file",
            new(
                [
                    "I cannot find my {file}.", "My {file} is [gone|missing].", "Where is my {file}?",
                    "How can I get my lost {file} back?", "My {file} has [disappeared|got lost].",
                ],
                ["I am searching everywhere for my {file}."]),
            new(["[find|recover] lost {file}", "{file} [gone|missing]"], ["{file} disappeared"])),
        new("print file",
            new(
                [
                    "How do I print {a file}?", "I want {a file} on paper.", "To print {a file}, press the print button.",
                    "What is the way to bring {a file} to paper?", "Press the print button to get the {file} on paper.",
                ],
                ["I need a paper copy of {a file}."]),
            new(["print {file}", "printing {a file}"], ["{file} on paper"])),
    ];
}
