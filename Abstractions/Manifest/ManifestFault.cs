namespace LocalAI.Plugins.Abstractions;

/// <summary>One fault of a manifest.</summary>
/// <param name="File">The manifest's path.</param>
/// <param name="Field">The JSON field, or empty when the file as a whole is meant.</param>
/// <param name="Message">What is wrong and what is expected.</param>
public sealed record ManifestFault(string File, string Field, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => Field.Length == 0 ? $"{File}: {Message}" : $"{File}: {Field}: {Message}";
}
