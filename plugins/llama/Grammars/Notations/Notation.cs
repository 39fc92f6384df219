namespace LocalAI.Plugins.Llama.Grammars.Notations;

/// <summary>How values are written: JSON, or what a model writes instead of it. What they may be is the schema's affair.</summary>
internal abstract class Notation
{
    /// <summary>The same for notations that write the same.</summary>
    public abstract string Name { get; }

    /// <summary>The types that can be written.</summary>
    public virtual JsonTypes Types => JsonTypes.All;

    /// <summary>Whether the members of an object stand in the order of their names, not in that of the schema.</summary>
    public virtual bool SortsMembers => false;

    /// <summary>Names of members in the order in which they are written.</summary>
    /// <param name="names">In the schema's order.</param>
    public IEnumerable<string> Ordered(IEnumerable<string> names) =>
        SortsMembers ? names.OrderBy(name => name.ToLowerInvariant(), StringComparer.Ordinal) : names;

    /// <summary>How the items and the members are written.</summary>
    public virtual Notation Inner => this;

    /// <summary>What stands behind every value; that of a text is its quoting's.</summary>
    public virtual Expression End => Expression.Empty;

    /// <summary>What may stand within brackets, around what they hold.</summary>
    public virtual Expression Space => Expression.Empty;

    /// <summary>What stands between two items or two members.</summary>
    public virtual Expression Comma => Expression.Empty;

    /// <summary>What stands around an object.</summary>
    public virtual (string Open, string Close) Braces => ("", "");

    /// <summary>What stands around an array.</summary>
    public virtual (string Open, string Close) Brackets => ("", "");

    /// <summary>How texts are written: one of these ways.</summary>
    public abstract IReadOnlyList<Quoting> Texts { get; }

    /// <summary>How names of members are written that no schema lists.</summary>
    public abstract IReadOnlyList<Quoting> Names { get; }

    /// <summary>A member with a given name.</summary>
    public abstract Expression Member(string name, Expression value);

    /// <summary>A member with any name.</summary>
    /// <param name="name">The name, written as one of <see cref="Names"/>.</param>
    /// <param name="value">Its value.</param>
    public abstract Expression OtherMember(Expression name, Expression value);

    /// <summary>An item of an array.</summary>
    public virtual Expression Item(Expression value) => value;

    /// <summary>A number, in JSON's digits.</summary>
    public virtual Expression Number(Expression digits) => digits;

    /// <summary>true, false or null.</summary>
    public virtual Expression Word(string json) => Expression.Literal(json);

    /// <summary>A word as JSON or as Python writes it.</summary>
    protected static Expression JsonOrPython(string json) => Expression.Choice(
        Expression.Literal(json), Expression.Literal(json switch { "true" => "True", "false" => "False", _ => "None" }));
}
