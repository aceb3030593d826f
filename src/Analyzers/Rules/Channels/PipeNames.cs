using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using ProcessSafety.Analyzers.Domain.Channels;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Channels;

/// <summary>The names of all pipes of the compilation whose every letter is known.</summary>
internal sealed class PipeNames
{
    private readonly Memo<ImmutableArray<PipeName>> _names;

    private PipeNames(ProcessModel model) => _names = new(cancellationToken => Read(model, cancellationToken).ToImmutableArray());

    public static PipeNames Of(ProcessModel model) => model.Get(static model => new PipeNames(model));

    /// <summary>
    /// The name by which the other side knows the pipe, where it is another one that was meant to be the same; null where both sides agree
    /// or the other side is not seen.
    /// </summary>
    public PipeName? Differing(PipeName one, CancellationToken cancellationToken)
    {
        if (one.Known is not { Length: > 0 } name)
        {
            return null;
        }

        List<PipeName> others = _names.Get(cancellationToken).Where(other => other.IsOfServer != one.IsOfServer).ToList();
        string bare = Bare(name);
        return others.Exists(other => other.Known == name) ? null
            : others.Find(other => string.Equals(Bare(other.Known!), bare, StringComparison.OrdinalIgnoreCase));
    }

    private static string Bare(string name) =>
        name.StartsWith(PipeName.WindowsPrefix, StringComparison.OrdinalIgnoreCase) ? name.Substring(PipeName.WindowsPrefix.Length) : name;

    private static IEnumerable<PipeName> Read(ProcessModel model, CancellationToken cancellationToken) =>
        from tree in model.Compilation.SyntaxTrees
        where SyntaxIndex.Of(tree).HasWord(WordOf(ChannelTypes.PipeServer), cancellationToken)
            || SyntaxIndex.Of(tree).HasWord(WordOf(ChannelTypes.PipeClient), cancellationToken)
        let file = SourceBodies.Of(model).Model(tree)
        where file is not null
        from name in PipeName.In(file, model, cancellationToken)
        where name.Known is not null
        select name;

    private static string WordOf(string type) => type.Substring(type.LastIndexOf('.') + 1);
}
