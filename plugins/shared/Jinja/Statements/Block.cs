using LocalAI.Plugins.Jinja.Scoping;

namespace LocalAI.Plugins.Jinja.Statements;

/// <summary>Statements one after another.</summary>
internal sealed class Block(Statement[] statements)
{
    public static readonly Block Empty = new([]);

    public bool IsEmpty => statements.Length == 0;

    /// <summary>Whether it holds nothing but white space.</summary>
    public bool IsBlank => Array.TrueForAll(statements, statement => statement is TextStatement { IsBlank: true });

    public Flow Execute(Frame frame)
    {
        foreach (var statement in statements)
        {
            var flow = statement.Execute(frame);
            if (flow != Flow.Next)
                return flow;
        }
        return Flow.Next;
    }

    public void Declare(Scope scope)
    {
        foreach (var statement in statements)
            statement.Declare(scope);
    }

    public void Bind(Scope scope)
    {
        foreach (var statement in statements)
            statement.Bind(scope);
    }

    public bool Reads(string name) => Array.Exists(statements, statement => statement.Reads(name));
}
