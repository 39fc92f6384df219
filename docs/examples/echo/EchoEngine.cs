using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;

namespace Echo;

/// <summary>Loads a text file whose words come before every answer.</summary>
public sealed class EchoEngine : IEngine
{
    public async Task<IModel> LoadAsync(ModelOptions options, EngineContext context, CancellationToken cancellationToken)
    {
        var words = await File.ReadAllTextAsync(options.ModelFile, cancellationToken);
        if (string.IsNullOrWhiteSpace(words))
            throw new EngineException(EngineFailure.InvalidInput, $"The model '{options.ModelFile}' is empty; it holds the words of the echo.");
        return new EchoModel(words.Trim(), context.Device);
    }
}
