using System.Globalization;
using System.Text.Json.Nodes;
using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Chat.Tools;

/// <summary>Arithmetic.</summary>
internal sealed class CalculatorTool() : ToolKind(
    ["calculate", "calculate", "calculator", "evaluate", "compute", "do_math"],
    ["Calculate [an expression|a formula].", "Evaluate an expression.", "Does arithmetic.", "Works out a sum."],
    "I cannot work that out. I have no tool for that.")
{
    private static readonly Wordings Questions = new(
        [
            "[What is|What's|How much is] {sum}?", "Calculate {sum}.", "[Please calculate|Please work out|Work out|Compute] {sum}.",
            "Tell me what {sum} is.", "{Sum}?",
        ],
        ["Can you calculate {sum}?", "I want to know what {sum} is."]);

    private static readonly Wordings Later = new(["And {sum}?", "What about {sum}?", "And what is {sum}?"], ["How about {sum}?"]);

    public override bool HasFollowUp => true;

    public override ToolUse Use(Writer writer, ToolSchema tool, bool isFollowUp = false) =>
        Use(writer, tool, writer.Dice.Below(4), isFollowUp);

    /// <summary>A product or a quotient, which nobody takes for one that the assistant knows.</summary>
    public ToolUse UseOfProduct(Writer writer, ToolSchema tool) => Use(writer, tool, 2 + writer.Dice.Below(2), isFollowUp: false);

    protected override IReadOnlyList<ToolParameter> Parameters(Writer writer) =>
        [new(writer.Dice.One(["expression", "expression", "formula", "input"]))];

    private static ToolUse Use(Writer writer, ToolSchema tool, int kind, bool isFollowUp)
    {
        var (a, b) = (writer.Dice.Between(2, 999), writer.Dice.Between(2, 99));
        var (sign, words, result) = kind switch
        {
            0 => ("+", "plus", a + b),
            1 => ("-", "minus", a - b),
            2 => ("*", "times", a * b),
            _ => ("/", "divided by", a),
        };
        if (kind == 3)
            a *= b;
        var said = writer.Dice.Percent(50) ? $"{a} {words} {b}" : $"{a} {sign} {b}";
        var number = result.ToString(CultureInfo.InvariantCulture);
        return new ToolUse(
            writer.Say(isFollowUp ? Later : Questions, ("sum", said)), $"to know what {said} is", Arguments(tool, $"{a} {sign} {b}"),
            new JsonObject { [writer.Dice.One(["result", "result", "value", "answer"])] = result }, $"{said} is {number}.", [number]);
    }
}
