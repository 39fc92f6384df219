namespace LocalAI.Plugins.Jinja.Values;

/// <summary>The arguments of a call as they were given.</summary>
internal readonly struct CallArguments(JinjaValue[] positional, KeyValuePair<string, JinjaValue>[] named)
{
    public static readonly CallArguments None = new([], []);

    public JinjaValue[] Positional { get; } = positional;

    public KeyValuePair<string, JinjaValue>[] Named { get; } = named;
}
