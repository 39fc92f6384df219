using LocalAI.Plugins.Jinja.Lexing;
using LocalAI.Plugins.Jinja.Statements;

namespace LocalAI.Plugins.Jinja.Parsing;

/// <summary>Reads what is assigned to: names, attributes of namespaces, and tuples of both.</summary>
internal sealed class TargetParser(TokenStream stream)
{
    private static readonly string[] Constants = ["true", "false", "none", "True", "False", "None"];

    /// <param name="withNamespace">Whether an attribute of a namespace may be assigned.</param>
    public Target Parse(bool withNamespace = false)
    {
        var offset = stream.Current.Offset;
        var targets = new List<Target>();
        var isTuple = false;
        while (!AtEnd())
        {
            targets.Add(ParseOne(withNamespace));
            if (!stream.SkipOperator(","))
                break;
            isTuple = true;
        }
        if (isTuple)
            return new TupleTarget(offset, [.. targets]);
        return targets.Count == 1 ? targets[0] : throw stream.Expected("a name");
    }

    public NameTarget ParseName()
    {
        var name = stream.ExpectName();
        if (Constants.Contains(name.Text))
            throw TokenStream.Fault($"'{name.Text}' cannot be assigned.", name.Offset);
        return new NameTarget(name.Offset, name.Text);
    }

    private Target ParseOne(bool withNamespace)
    {
        if (stream.Current.IsOperator("("))
        {
            stream.Enter();
            stream.Next();
            var inner = Parse();
            stream.ExpectOperator(")");
            stream.Leave();
            return inner;
        }
        var name = ParseName();
        if (!withNamespace || !stream.Current.IsOperator("."))
            return name;
        var offset = stream.Next().Offset;
        return new NamespaceTarget(offset, name.Name, stream.ExpectName().Text);
    }

    private bool AtEnd() =>
        stream.Current.Kind is TokenKind.VariableEnd or TokenKind.BlockEnd || stream.Current.IsOperator(")");
}
