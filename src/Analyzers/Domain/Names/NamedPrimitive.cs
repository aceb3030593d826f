using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Domain.Names;

/// <summary>How a primitive comes into a process.</summary>
internal enum PrimitiveAccess
{
    /// <summary>Made, or opened when it is there already: constructors and their like.</summary>
    Create,

    /// <summary>Opened; throws when it is not there.</summary>
    Open,

    /// <summary>Opened, when it is there.</summary>
    TryOpen,
}

/// <summary>
/// Who finds an object by its name: everybody, or only the processes of one user or session. `x` and `Local\x` are of one
/// session, `Global\x` is for all; options say it themselves, and without any settings mean one user in one session.
/// </summary>
internal sealed record NameScope(bool IsOfUser, bool IsOfSession)
{
    public static NameScope Session { get; } = new(IsOfUser: false, IsOfSession: true);

    public static NameScope Global { get; } = new(IsOfUser: false, IsOfSession: false);
}

/// <summary>
/// What is known of one creation or opening of a mutex, semaphore, event or shared memory that can have a name.
/// </summary>
/// <param name="Operation">The object creation or call.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Access">Whether it is made or opened.</param>
/// <param name="Name">Its whole name, with the prefix.</param>
/// <param name="Scope">Who finds it by the name; null when that is not known.</param>
internal sealed record NamedPrimitive(IOperation Operation, PrimitiveKind Kind, PrimitiveAccess Access, NameText Name, NameScope? Scope)
{
    private bool _hasOptions;

    public const string GlobalPrefix = @"Global\";
    public const string LocalPrefix = @"Local\";

    private const string Options = "System.Threading.NamedWaitHandleOptions";

    /// <summary>True when it certainly has a name.</summary>
    public bool IsNamed => !Name.MayBeEmpty;

    /// <summary>True when it certainly has none.</summary>
    public bool IsUnnamed => Name.IsConstant && Name.MayBeEmpty;

    /// <summary>The constant name without the prefix that says the scope; null when the name is not constant or empty.</summary>
    public string? BaseName => IsNamed && Name.IsConstant ? WithoutPrefix(Name.Prefix) : null;

    /// <summary>The argument that gives the name; null where none is written.</summary>
    public IArgumentOperation? NameArgument =>
        Arguments(Operation)
            .FirstOrDefault(static argument => argument is { ArgumentKind: ArgumentKind.Explicit, Parameter: { } parameter }
                && NameableTypes.IsName(parameter));

    /// <summary>The value of `initiallyOwned`: false when it is not there, null when it is not constant.</summary>
    public bool? InitiallyOwned => Argument("initiallyOwned") is { } argument ? argument.Value.ConstantValue.Value as bool? : false;

    /// <summary>The argument `out createdNew`; null where the call has none.</summary>
    public IArgumentOperation? CreatedNew => Argument("createdNew");

    /// <summary>What an operation makes or opens, named or not; null for one that does neither.</summary>
    /// <param name="operation">An object creation or a call.</param>
    /// <param name="sources">What is known of the values that the name mentions.</param>
    public static NamedPrimitive? Of(IOperation operation, NameSources sources)
    {
        IMethodSymbol? method = operation switch
        {
            IObjectCreationOperation creation => creation.Constructor,
            IInvocationOperation call => call.TargetMethod,
            _ => null,
        };
        if (method is null || NameableTypes.KindOf(method) is not { } kind)
        {
            return null;
        }

        PrimitiveAccess access = method.Name switch
        {
            "OpenExisting" => PrimitiveAccess.Open,
            "TryOpenExisting" => PrimitiveAccess.TryOpen,
            _ => PrimitiveAccess.Create,
        };

        // What a type of this compilation calls its base cannot be seen here.
        NameText name = method.ContainingType.DeclaringSyntaxReferences.IsEmpty ? NameText.Empty : NameText.Unknown(operation);
        IOperation? options = null;
        foreach (IArgumentOperation argument in Arguments(operation))
        {
            if (argument.Parameter is { } parameter)
            {
                if (NameableTypes.IsName(parameter))
                {
                    name = method.ContainingType.DeclaringSyntaxReferences.IsEmpty
                        ? NameText.Of(argument.Value, sources)
                        : NameText.Unknown(argument.Value);
                }
                else if (parameter.Type.Is(Options))
                {
                    options = argument.Value;
                }
            }
        }

        NameScope? scope = options is not null ? ScopeOf(NameText.Origin(options, sources.ValueOf)) : ScopeOf(name);
        return new NamedPrimitive(operation, kind, access, name, scope) { _hasOptions = options is not null };
    }

    /// <summary>The same place with the name that one of its callers gives it.</summary>
    public NamedPrimitive Called(NameText name) => this with { Name = name, Scope = _hasOptions ? Scope : ScopeOf(name) };

    public static string WithoutPrefix(string name) =>
        name.StartsWith(GlobalPrefix, StringComparison.Ordinal) ? name.Substring(GlobalPrefix.Length)
        : name.StartsWith(LocalPrefix, StringComparison.Ordinal) ? name.Substring(LocalPrefix.Length)
        : name;

    private IArgumentOperation? Argument(string parameter) =>
        Arguments(Operation).FirstOrDefault(argument => argument.Parameter?.Name == parameter);

    private static ImmutableArray<IArgumentOperation> Arguments(IOperation operation) => operation switch
    {
        IObjectCreationOperation creation => creation.Arguments,
        IInvocationOperation call => call.Arguments,
        _ => ImmutableArray<IArgumentOperation>.Empty,
    };

    /// <summary>The scope that the prefix of a name says; null when the beginning of the name is not known.</summary>
    private static NameScope? ScopeOf(NameText name) =>
        name.Prefix.StartsWith(GlobalPrefix, StringComparison.Ordinal) ? NameScope.Global
        : name.Prefix.Length >= GlobalPrefix.Length || name.IsConstant || !GlobalPrefix.StartsWith(name.Prefix, StringComparison.Ordinal)
            ? NameScope.Session
        : null;

    /// <summary>The scope that options say: one user in one session, unless a setting tells otherwise.</summary>
    private static NameScope? ScopeOf(IOperation options)
    {
        switch (options)
        {
            case IDefaultValueOperation or IObjectCreationOperation { Initializer: null }:
                return new NameScope(IsOfUser: true, IsOfSession: true);
            case IObjectCreationOperation { Initializer: { } initializer }:
                NameScope scope = new(IsOfUser: true, IsOfSession: true);
                foreach (IOperation setting in initializer.Initializers)
                {
                    if (setting is not ISimpleAssignmentOperation
                        {
                            Target: IPropertyReferenceOperation target,
                            Value.ConstantValue.Value: bool value,
                        })
                    {
                        return null;
                    }

                    scope = target.Property.Name == "CurrentUserOnly"
                        ? scope with { IsOfUser = value }
                        : scope with { IsOfSession = value };
                }

                return scope;
            default:
                return null;
        }
    }
}
