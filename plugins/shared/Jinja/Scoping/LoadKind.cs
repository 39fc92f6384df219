namespace LocalAI.Plugins.Jinja.Scoping;

/// <summary>What a variable is when its scope is entered.</summary>
internal enum LoadKind
{
    /// <summary>Set by who enters.</summary>
    Parameter,

    /// <summary>An input, or a global.</summary>
    Resolve,

    /// <summary>What the variable of that name outside is at that time.</summary>
    Alias,

    /// <summary>Nothing.</summary>
    Undefined,
}
