using System.Text;
using LocalAI.Plugins.Llama.Grammars.Languages;

namespace LocalAI.Plugins.Llama.Grammars;

internal sealed class LiteralExpression(string literal) : Expression
{
    public string Content => literal;

    public override IEnumerable<string> References => [];

    public override bool IsProductive(Func<string, bool> isProductive) => true;

    public override Expression Without(Func<string, bool> isUnproductive) => this;

    protected override string Print()
    {
        var text = new StringBuilder("\"");
        foreach (var rune in literal.EnumerateRunes())
            AppendCharacter(text, rune.Value, "\"\\");
        return text.Append('"').ToString();
    }
}

internal sealed class CharacterExpression(CharacterSet set) : Expression
{
    public override IEnumerable<string> References => [];

    public override bool IsProductive(Func<string, bool> isProductive) => true;

    public override Expression Without(Func<string, bool> isUnproductive) => this;

    protected override string Print()
    {
        var text = new StringBuilder("[");
        foreach (var (first, last) in set.Ranges)
        {
            // A caret is only special in front, but escaping is not for it: it goes by number.
            Append(text, first);
            if (last > first)
            {
                text.Append('-');
                Append(text, last);
            }
        }
        return text.Append(']').ToString();
    }

    private static void Append(StringBuilder text, int codePoint)
    {
        if (codePoint == '^')
            text.Append("\\x5E");
        else
            AppendCharacter(text, codePoint, "[]\\-");
    }
}

internal sealed class RuleExpression(string name) : Expression
{
    public string Name => name;

    public override IEnumerable<string> References => [name];

    public override bool IsProductive(Func<string, bool> isProductive) => isProductive(name);

    public override Expression Without(Func<string, bool> isUnproductive) => isUnproductive(name) ? Never : this;

    protected override string Print() => name;
}

internal sealed class SequenceExpression(IReadOnlyList<Expression> parts) : Expression
{
    public IReadOnlyList<Expression> Parts => parts;

    public override IEnumerable<string> References => parts.SelectMany(part => part.References);

    public override bool IsProductive(Func<string, bool> isProductive) => parts.All(part => part.IsProductive(isProductive));

    public override Expression Without(Func<string, bool> isUnproductive) => Sequence(parts.Select(part => part.Without(isUnproductive)));

    // The native parser would read an empty alternative on into the next line.
    protected override string Print() =>
        parts.Count == 0 ? "\"\"" : string.Join(' ', parts.Select(part => part is ChoiceExpression ? Grouped(part) : part.Text));
}

internal sealed class ChoiceExpression(IReadOnlyList<Expression> alternatives) : Expression
{
    public IReadOnlyList<Expression> Alternatives => alternatives;

    public override IEnumerable<string> References => alternatives.SelectMany(alternative => alternative.References);

    public override bool IsProductive(Func<string, bool> isProductive) =>
        alternatives.Any(alternative => alternative.IsProductive(isProductive));

    public override Expression Without(Func<string, bool> isUnproductive) =>
        Choice(alternatives.Select(alternative => alternative.Without(isUnproductive)));

    protected override string Print() => string.Join(" | ", alternatives.Select(alternative => alternative.Text));
}

internal sealed class RepeatExpression(Expression item, int least, int? most) : Expression
{
    public override IEnumerable<string> References => item.References;

    public override bool IsProductive(Func<string, bool> isProductive) => least == 0 || item.IsProductive(isProductive);

    public override Expression Without(Func<string, bool> isUnproductive) => Repeat(item.Without(isUnproductive), least, most);

    protected override string Print() => Grouped(item) + ((least, most) switch
    {
        (0, 1) => "?",
        (0, null) => "*",
        (1, null) => "+",
        (_, null) => $"{{{least},}}",
        _ when least == most => $"{{{least}}}",
        _ => $"{{{least},{most}}}",
    });
}
