namespace LocalAI.CommandLine.Stores;

/// <summary>A row that cannot be imported.</summary>
/// <param name="place">Where it is.</param>
/// <param name="fault">What is wrong, without the dot at its end.</param>
/// <param name="cause">The cause.</param>
internal sealed class BadRow(string place, string fault, Exception? cause = null) : Exception($"{place}: {fault}", cause);
