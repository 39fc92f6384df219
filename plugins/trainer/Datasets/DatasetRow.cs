using System.Text.Json;

namespace LocalAI.Plugins.Trainer.Datasets;

/// <summary>One row of a dataset, whatever kind of file it is from.</summary>
/// <param name="Place">Where it is in the file, for people: "line 3", "row 3".</param>
/// <param name="Columns">Its values by their names; a column without a value is not there.</param>
internal sealed record DatasetRow(string Place, IReadOnlyDictionary<string, JsonElement> Columns);
