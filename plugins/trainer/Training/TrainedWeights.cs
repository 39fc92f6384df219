using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Trainer.Adapters;
using LocalAI.Plugins.Trainer.Exporting;
using LocalAI.Plugins.Trainer.Models;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Training;

/// <summary>Decides which of a model's tensors are trained: those of new adapters, or all weights.</summary>
internal static class TrainedWeights
{
    /// <summary>Adds adapters where the settings ask for them, and gives what is trained.</summary>
    /// <returns>The trained tensors, those of adapters under the names that the peft library gives them in its files.</returns>
    /// <exception cref="EngineException">No layer has a name that was asked for, or an adapter does not fit a layer.</exception>
    public static IReadOnlyList<NamedTensor> Start(CausalModel model, TrainingSettings settings)
    {
        var chosen = settings.Adapter is null ? [] : Choose(model, settings.TargetModules);
        foreach (var projection in chosen)
            CheckRank(settings.AdapterSettings.Rank, projection);
        foreach (var weight in model.Weights)
            weight.Tensor.requires_grad_(settings.Adapter is null);
        if (settings.Adapter is not { } kind)
            return model.Weights;

        using var generator = new Generator(RandomSeed.Of(settings.Seed).Value);
        var start = new AdapterStart(generator, model.Device);
        foreach (var projection in chosen)
            projection.Adapter = Create(kind, projection, settings.AdapterSettings, start);
        return [.. model.Projections.SelectMany(AdapterWeights)];
    }

    /// <summary>Takes the adapters away again.</summary>
    public static void Undo(CausalModel model)
    {
        foreach (var projection in model.Projections)
        {
            projection.Adapter?.Dispose();
            projection.Adapter = null;
        }
    }

    /// <summary>The tensors of a layer's adapter, by their names in the files of the peft library.</summary>
    public static IEnumerable<NamedTensor> AdapterWeights(Projection projection) =>
        from parameter in projection.Adapter?.Parameters ?? []
        select parameter with { Name = $"{PeftAdapterWriter.Prefix}{projection.Name}.{parameter.Name}" };

    private static List<Projection> Choose(CausalModel model, IReadOnlyList<string> modules)
    {
        var byModule = model.Projections.ToLookup(projection => projection.Name[(projection.Name.LastIndexOf('.') + 1)..]);
        if (modules.FirstOrDefault(module => !byModule.Contains(module)) is { } unknown)
        {
            throw new EngineException(EngineFailure.InvalidInput,
                $"target_modules names '{unknown}', which is no layer; expected some of {string.Join(", ", byModule.Select(m => m.Key))}.");
        }
        return [.. modules.Count == 0 ? model.Projections : modules.Distinct().SelectMany(module => byModule[module])];
    }

    private static void CheckRank(int rank, Projection projection)
    {
        var most = Math.Min(projection.Inputs, projection.Outputs);
        if (rank < 1 || rank > most)
        {
            throw new EngineException(EngineFailure.InvalidInput,
                $"adapter_rank is {rank}, but '{projection.Name}' is a matrix of {projection.Outputs} × {projection.Inputs}; "
                + $"set it from 1 to {most}.");
        }
    }

    private static IAdapter Create(AdapterKind kind, Projection projection, AdapterSettings settings, AdapterStart start) => kind switch
    {
        AdapterKind.Loha => LohaAdapter.Create(projection, settings, start),
        AdapterKind.Lokr => LokrAdapter.Create(projection, settings, start),
        _ => LoraAdapter.Create(projection, settings, start),
    };
}
