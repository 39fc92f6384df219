using LocalAI.Plugins.Jinja.Scoping;

namespace LocalAI.Plugins.Jinja.Expressions;

/// <summary>A node that has a value.</summary>
/// <param name="offset">Where its operation stands in the source.</param>
/// <param name="children">The operands, in the order of their evaluation.</param>
internal abstract class Expression(int offset, params Expression[] children)
{
    public int Offset { get; } = offset;

    public Expression[] Children { get; } = children;

    /// <summary>How deep its operands nest, which is how deep its evaluation recurses.</summary>
    public int Height { get; } = children.Length == 0 ? 1 : 1 + children.Max(child => child.Height);

    /// <summary>Whether it is made of literals alone.</summary>
    public virtual bool IsConstant => Array.TrueForAll(Children, child => child.IsConstant);

    public abstract JinjaValue Evaluate(Frame frame);

    /// <summary>Tells the scope which names are read.</summary>
    public virtual void Declare(Scope scope)
    {
        foreach (var child in Children)
            child.Declare(scope);
    }

    /// <summary>Finds the variables behind the names, and the filters and tests.</summary>
    public virtual void Bind(Scope scope)
    {
        foreach (var child in Children)
            child.Bind(scope);
    }

    /// <summary>Whether a name is read in here.</summary>
    public virtual bool Reads(string name)
    {
        foreach (var child in Children)
        {
            if (child.Reads(name))
                return true;
        }
        return false;
    }
}
