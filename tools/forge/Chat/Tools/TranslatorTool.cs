using System.Text.Json.Nodes;
using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Chat.Tools;

/// <summary>Words in another language.</summary>
internal sealed class TranslatorTool() : ToolKind(
    ["translate", "translate", "translate_text", "translator"],
    ["Translate [a text|words][| to another language].", "Says a text in another language."],
    "I cannot translate that. I have no tool for that.")
{
    private static readonly string[] Languages = ["French", "German", "Spanish", "Italian"];

    private static readonly (string Text, string[] Translations)[] Dictionary =
    [
        ("hello", ["bonjour", "hallo", "hola", "ciao"]), ("thank you", ["merci", "danke", "gracias", "grazie"]),
        ("good night", ["bonne nuit", "gute Nacht", "buenas noches", "buona notte"]), ("water", ["eau", "Wasser", "agua", "acqua"]),
        ("bread", ["pain", "Brot", "pan", "pane"]), ("cat", ["chat", "Katze", "gato", "gatto"]),
        ("dog", ["chien", "Hund", "perro", "cane"]),
        ("house", ["maison", "Haus", "casa", "casa"]), ("milk", ["lait", "Milch", "leche", "latte"]),
        ("friend", ["ami", "Freund", "amigo", "amico"]),
        ("moon", ["lune", "Mond", "luna", "luna"]), ("yes", ["oui", "ja", "si", "si"]), ("tree", ["arbre", "Baum", "arbol", "albero"]),
    ];

    private static readonly Wordings Questions = new(
        [
            "Translate {text} [to|into] {language}.", "Please translate {text} [to|into] {language}.",
            "How do you say {text} in {language}?", "What is {text} in {language}?", "Say {text} in {language}.",
        ],
        ["Can you translate {text} into {language}?", "What do people say for {text} in {language}?"]);

    public override ToolUse Use(Writer writer, ToolSchema tool, bool isFollowUp = false)
    {
        var (text, translations) = writer.Dice.One(Dictionary);
        var which = writer.Dice.Below(Languages.Length);
        var slots = Slots.Of(("text", text), ("language", Languages[which]), ("translation", translations[which]));
        return new ToolUse(
            writer.Say(Questions, slots), $"{text} in {Languages[which]}",
            Arguments(tool, text, Languages[which]),
            new JsonObject { [writer.Dice.One(["translation", "translation", "result", "text"])] = translations[which] },
            writer.Say("In {language}, {text} is \"{translation}\".", slots), [translations[which]]);
    }

    protected override IReadOnlyList<ToolParameter> Parameters(Writer writer) =>
        [new(writer.Dice.One(["text", "text", "words"])), new(writer.Dice.One(["language", "language", "to"]))];
}
