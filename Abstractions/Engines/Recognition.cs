namespace LocalAI.Plugins.Abstractions;

/// <summary>How sure an engine is that a file is its own. Higher wins.</summary>
public enum Recognition
{
    /// <summary>Not a model of this engine.</summary>
    No,

    /// <summary>The file's kind fits; nothing more is known.</summary>
    Possible,

    /// <summary>The file's metadata or shapes look like a model of this engine.</summary>
    Likely,

    /// <summary>The file names this engine's model family.</summary>
    Certain,
}
