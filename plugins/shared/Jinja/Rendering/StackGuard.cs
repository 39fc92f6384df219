using System.Runtime.CompilerServices;

namespace LocalAI.Plugins.Jinja.Rendering;

/// <summary>Turns what would overflow the thread's stack, and so end the process, into a failure of the template.</summary>
internal static class StackGuard
{
    public static void Ensure()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw TemplateFault.Limit("Values or calls are nested too deeply for the stack.");
    }
}
