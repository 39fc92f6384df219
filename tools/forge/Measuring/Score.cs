namespace LocalAI.Plugins.Forge.Measuring;

/// <summary>How a model does on a file of held-out samples.</summary>
/// <param name="File">The file's name without its ending.</param>
/// <param name="Right">Samples that it got right.</param>
/// <param name="Count">Samples.</param>
/// <param name="Failures">Some that it got wrong, for people: what was asked, what it said, what was expected.</param>
internal sealed record Score(string File, int Right, int Count, IReadOnlyList<string> Failures);
