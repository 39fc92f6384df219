namespace LocalAI.Plugins.Zoo;

/// <summary>Answers what its own copy of the library says.</summary>
public sealed class LibraryOneEngine : ZooEngine
{
    protected override IModel Load(ModelOptions options, EngineContext context) =>
        new DescribedModel(context, Library.Fables.Title);
}
