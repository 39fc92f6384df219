namespace LocalAI.Plugins.Faces.Packs;

/// <summary>The model that makes a vector of an aligned face.</summary>
internal sealed record EmbedderPart : PackPart
{
    /// <inheritdoc/>
    public override string Role => "embedder";
}
