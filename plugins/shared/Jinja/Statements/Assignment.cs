namespace LocalAI.Plugins.Jinja.Statements;

/// <summary>A target whose variables are known.</summary>
internal abstract class Assignment
{
    /// <summary>Fails, before the value is evaluated, where nothing could be assigned.</summary>
    public virtual void Prepare(Frame frame)
    {
    }

    public abstract void Assign(Frame frame, JinjaValue value);
}
