namespace LocalAI.Plugins.OnnxRuntime;

/// <summary>Optimised graphs on disk, so that a model that was opened before opens sooner.</summary>
internal static class OnnxCache
{
    /// <summary>The user's own cache folder; null where there is none.</summary>
    public static string? DefaultFolder => throw new NotImplementedException();
}
